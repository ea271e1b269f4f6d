"""The configuration of the bench's Dovecots."""

CONF = '''base_dir = %(run)s
state_dir = %(run)s
log_path = %(log)s
instance_name = bench-%(name)s
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <%(base)s/cert.pem
ssl_key = <%(base)s/key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_username_format = %%u
auth_master_user_separator = *
auth_cache_size = 10M
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%%u %(base)s/master-users
  master = yes
}
passdb {
  driver = static
  args = password=%(password)s
}
userdb {
  driver = static
  args = uid=%(owner)d gid=%(group)d home=%(mail)s/%%u
}
first_valid_uid = %(owner)d
mail_location = %(location)s
mail_fsync = never
mail_max_userip_connections = 2000
mailbox_list_index = yes
default_vsz_limit = 2G
default_process_limit = 2000
default_client_limit = 8000
namespace inbox {
  inbox = yes
  separator = /
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
  service_count = 0
  process_min_avail = 2
  process_limit = 2
  client_limit = 4000
  inet_listener imap {
    address = 127.0.0.1
    port = %(port)d
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = %(tls_port)d
    ssl = yes
  }
}
service imap {
  process_limit = 2000
  process_min_avail = 2
}
service auth {
  client_limit = 10000
}
service anvil {
  client_limit = 10000
}
service stats {
  client_limit = 10000
}
'''
WITHOUT_ROOT = '''default_internal_user = %(user)s
default_login_user = %(user)s
default_internal_group = %(group_name)s
service imap-login {
  chroot =
}
service anvil {
  chroot =
}
'''
COMPRESS = '''protocol imap {
  mail_plugins = imap_zlib
}
'''
