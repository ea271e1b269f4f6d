#!/bin/sh
# certificates.sh DIR: an own authority, and what it signed: a good certificate for localhost, an
# expired one, and one for another host.
set -eu
cd "$1"
openssl req -x509 -newkey rsa:2048 -sha256 -days 3650 -nodes -subj '/CN=Mail Caravan test CA' \
  -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
  -keyout ca-key.pem -out ca.pem
: > index.txt; echo 01 > serial
cat > ca.conf <<'CONF'
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
CONF
sign() { # name, common name, alternative name, from, to
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$2" -addext "subjectAltName=$3" \
    -keyout "$1-key.pem" -out "$1.csr"
  openssl ca -batch -notext -config ca.conf -cert ca.pem -keyfile ca-key.pem \
    -startdate "$4" -enddate "$5" -in "$1.csr" -out "$1.pem"
}
sign good localhost 'DNS:localhost,IP:127.0.0.1' 20200101000000Z 20451231000000Z
sign expired localhost 'DNS:localhost,IP:127.0.0.1' 20200101000000Z 20210101000000Z
sign other other.example 'DNS:other.example' 20200101000000Z 20451231000000Z
