#!/bin/sh
# Writes the configuration from the environment and runs Cyrus in the foreground. Its master gives up root by itself, and does not start without it.
#   NAMESPACE   top (default): folders beside INBOX, separator /, as Cyrus comes; inbox: below INBOX, separator ., as Debian sets it
#   ADDRESS     where it listens, default *, which is everywhere
#   PORT        default 1143, clear text only
#   HTTP_PORT   where JMAP is served, in clear text; default none
#   QUOTA       limit of a mailbox in KB, default none
# What is kept lies in /srv/mail: a folder to be mounted where it should outlive the container.
set -eu
top=yes
[ "${NAMESPACE:-top}" = top ] || top=no
mkdir -p /srv/mail/config/socket /srv/mail/spool
chown -R cyrus:mail /srv/mail
jmap=off
expunge=immediate
if [ -n "${HTTP_PORT:-}" ]; then
  jmap=on
  expunge=delayed # as it comes; Email/changes looks back to the last message that is gone for good
fi
cat > /srv/cyrus/imapd.conf <<CONF
configdirectory: /srv/mail/config
defaultpartition: default
partition-default: /srv/mail/spool
proc_path: /run/cyrus/proc
mboxname_lockpath: /run/cyrus/lock
altnamespace: $top
unixhierarchysep: $top
admins: admin
allowplaintext: yes
sasl_pwcheck_method: saslauthd
sasl_mech_list: PLAIN LOGIN
autocreate_quota: ${QUOTA:-0}
delete_mode: immediate
expunge_mode: $expunge
mailbox_legacy_dirs: yes
munge8bit: no
CONF
if [ $jmap = on ]; then
  cat >> /srv/cyrus/imapd.conf <<CONF
httpmodules: jmap
conversations: yes
conversations_db: twoskip
jmap_nonstandard_extensions: no
CONF
fi
cat > /srv/cyrus/cyrus.conf <<CONF
START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -C /srv/cyrus/imapd.conf -r"
}
SERVICES {
  imap cmd="imapd -C /srv/cyrus/imapd.conf -U 1000" listen="${ADDRESS:-*}:${PORT:-1143}" prefork=1 maxchild=200
$([ $jmap = off ] || echo "  http cmd=\"httpd -C /srv/cyrus/imapd.conf -U 1000\" listen=\"${ADDRESS:-*}:$HTTP_PORT\" prefork=1 maxchild=200")
}
EVENTS {
  checkpoint cmd="/usr/sbin/cyrus ctl_cyrusdb -C /srv/cyrus/imapd.conf -c" period=30
}
CONF
/usr/sbin/saslauthd -a pam -c -n 4 -m /run/saslauthd
exec /usr/sbin/cyrmaster -C /srv/cyrus/imapd.conf -M /srv/cyrus/cyrus.conf -D
