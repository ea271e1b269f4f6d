#!/bin/sh
# Makes the cluster where there is none and runs PostgreSQL in the foreground, over and over: a stop
# from inside (pg_ctl stop) is a restart, so that the container keeps its port.
#   DURABLE    on (default) or off: whether a commit is flushed to the disk
#   DOWNTIME   seconds between a stop and the next start, default 2
set -eu
PATH=/usr/lib/postgresql/15/bin:$PATH
data=/srv/postgresql/data
if [ ! -s "$data/PG_VERSION" ]; then
  printf 'secret\n' > /srv/postgresql/password
  initdb -D "$data" -U caravan --pwfile=/srv/postgresql/password -E UTF8 --locale=C.UTF-8 \
    -A scram-sha-256 --no-sync
  printf 'host all all all scram-sha-256\n' >> "$data/pg_hba.conf"
  cat >> "$data/postgresql.conf" <<CONF
listen_addresses = '*'
unix_socket_directories = '/srv/postgresql'
max_connections = 200
fsync = ${DURABLE:-on}
CONF
  postgres --single -D "$data" postgres <<SQL
CREATE DATABASE caravan
SQL
fi
trap 'trap - TERM; kill -INT "$server"; wait "$server"; exit 0' TERM INT
while true; do
  postgres -D "$data" &
  server=$!
  wait "$server" || true
  sleep "${DOWNTIME:-2}" &
  wait $!
done
