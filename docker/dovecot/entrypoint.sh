#!/bin/sh
# Writes the configuration from the environment and runs Dovecot in the foreground, not as root.
#   SEPARATOR   between folders, default /
#   PREFIX      of the personal namespace, default none; INBOX. for what Courier does
#   CAPABILITY  replaces what is announced after signing in, e.g. without MULTIAPPEND
#   FORMAT      maildir (default), sdbox or mdbox
#   QUOTA       limit of a mailbox, e.g. 100K; default none
#   COMPRESS    1: offers COMPRESS=DEFLATE
#   MECHANISMS  for signing in, default "plain login"
#   TOKEN_KEY   public key in PEM: takes JWTs of key "test" as XOAUTH2 and OAUTHBEARER tokens of
#               the user that is their "sub"
#   CERTIFICATE good (default), expired, or other: valid for other.example only
# Ports: 1143 clear text and STARTTLS, 1993 TLS
set -eu
mechanisms=${MECHANISMS:-plain login}
conf=/srv/dovecot/dovecot.conf
printf 'admin:{PLAIN}adminpass\n' > /srv/dovecot/masters
cat > "$conf" <<CONF
base_dir = /srv/dovecot/run
state_dir = /srv/dovecot/run
log_path = /dev/stderr
protocols = imap
listen = *
default_internal_user = vmail
default_internal_group = vmail
default_login_user = vmail
ssl = yes
ssl_cert = </srv/tls/${CERTIFICATE:-good}.pem
ssl_key = </srv/tls/${CERTIFICATE:-good}-key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = $mechanisms
auth_failure_delay = 0
auth_username_format = %u
auth_master_user_separator = *
first_valid_uid = 5000
mail_location = ${FORMAT:-maildir}:~/mail
mail_max_userip_connections = 1000
mail_fsync = never
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u /srv/dovecot/masters
  master = yes
}
passdb {
  driver = static
  args = password=secret
  mechanisms = plain login scram-sha-1 scram-sha-256
}
userdb {
  driver = static
  args = uid=5000 gid=5000 home=/srv/mail/%u
}
namespace inbox {
  inbox = yes
  separator = ${SEPARATOR:-/}
  prefix = ${PREFIX:-}
  mailbox Drafts {
    special_use = \\Drafts
  }
  mailbox Sent {
    special_use = \\Sent
  }
  mailbox Trash {
    special_use = \\Trash
  }
  mailbox Junk {
    special_use = \\Junk
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 1143
  }
  inet_listener imaps {
    port = 1993
    ssl = yes
  }
}
CONF
if [ -n "${TOKEN_KEY:-}" ]; then
  mkdir -p /srv/dovecot/keys/default/RS256
  printf '%s\n' "$TOKEN_KEY" > /srv/dovecot/keys/default/RS256/test
  cat > /srv/dovecot/tokens.conf <<CONF
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=/srv/dovecot/keys/
username_attribute = sub
CONF
  cat >> "$conf" <<CONF
auth_mechanisms = $mechanisms xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = /srv/dovecot/tokens.conf
}
CONF
fi
# who is refused need not wait longer each time
cat >> "$conf" <<CONF
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
CONF
for service in anvil auth stats; do
  printf 'service %s {\n  chroot =\n}\n' "$service" >> "$conf"
done
plugins=
[ -z "${QUOTA:-}" ] || plugins="$plugins quota imap_quota"
[ -z "${COMPRESS:-}" ] || plugins="$plugins imap_zlib"
printf 'protocol imap {\n  mail_plugins =%s\n}\n' "$plugins" >> "$conf"
if [ -n "${QUOTA:-}" ]; then
  cat >> "$conf" <<CONF
mail_plugins = quota
plugin {
  quota = count:User quota
  quota_rule = *:storage=$QUOTA
  quota_vsizes = yes
  quota_grace = 0
}
CONF
fi
[ -z "${CAPABILITY:-}" ] || echo "imap_capability = $CAPABILITY" >> "$conf"
mkdir -p /srv/dovecot/run
exec dovecot -F -c "$conf"
