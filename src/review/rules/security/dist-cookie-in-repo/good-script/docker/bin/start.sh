#!/bin/sh
set -e
: "${RELEASE_COOKIE:?}"
sed -i -r "s/-setcookie .*/-setcookie ${RELEASE_COOKIE}/" /opt/fixture/etc/vm.args
exec /opt/fixture/bin/fixture foreground
