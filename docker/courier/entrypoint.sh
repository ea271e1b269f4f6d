#!/bin/sh
# Writes the configuration from the environment and runs Courier in the foreground.
#   ADDRESS     where it listens, default 0, which is everywhere
#   PORT        default 1143, clear text only
#   QUOTA       limit of a mailbox in Courier's form, e.g. 100000S; default none
# What is kept lies in /srv/mail: a folder to be mounted where it should outlive the container.
set -eu
chown vmail:vmail /srv/mail
sed -i 's/^authmodulelist=.*/authmodulelist="authpipe"/' /etc/courier/authdaemonrc
install -d -o courier -g courier /run/courier /run/courier/authdaemon
address=${ADDRESS:-0} port=${PORT:-1143}
set -a
. /etc/courier/imapd
set +a
authdaemond start
exec couriertcpd -address="$address" -maxprocs=200 -maxperip=200 -nodnslookup -noidentlookup "$port" \
  /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir
