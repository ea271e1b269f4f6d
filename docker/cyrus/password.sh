# pam_exec(8): the password comes on standard input, ended by NUL; the user in PAM_USER.
case $PAM_USER in
  admin) right=adminpass ;;
  *) right=secret ;;
esac
[ "$(tr -d '\000')" = "$right" ]
