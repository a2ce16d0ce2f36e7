#!/bin/sh
# Started by splunkd for "| crossaccount": runs the program beside this file on Node.js 20 or newer. That is the program that
# CROSSACCOUNT_NODE names (in splunk-launch.conf, say), else the one that the package brings for this machine, else the
# "node" on the PATH.

# Standard output is the search-command protocol and standard error is search.log, so a refusal is a getinfo reply whose
# message splunkd shows in the search bar. The text is plain ASCII without quotes: its length in bytes is its length.
refuse() {
  reply="{\"type\":\"stateful\",\"finished\":true,\"inspector\":{\"messages\":[[\"ERROR\",\"$1\"]]}}"
  printf 'chunked 1.0,%d,0\n%s' "${#reply}" "$reply"
  exit 1
}

remedy="set CROSSACCOUNT_NODE in splunk-launch.conf to the path of Node.js 20 or newer and restart Splunk."

# Splunk sets both for its own libraries and programs; what is started here must see neither.
unset LD_LIBRARY_PATH NODE_OPTIONS

case $0 in
*/*) here=${0%/*} ;;
*) here=. ;;
esac

# splunkd may pass an environment without the system's own folders.
system() {
  PATH=$PATH:/usr/bin:/bin "$@" 2>/dev/null
}

# Sets node to the program that the package brings for this machine, and to nothing if it brings none.
find_bundled() {
  case $(system uname -sm) in
  "Linux x86_64") folder=linux_x86_64 loader=/lib64/ld-linux-x86-64.so.2 ;;
  "Linux aarch64") folder=linux_aarch64 loader=/lib/ld-linux-aarch64.so.1 ;;
  *) return ;;
  esac
  node=$here/$folder/node
  if [ ! -f "$node" ]; then
    node=
    return
  fi
  # What would stop it otherwise ends up in search.log, where nobody looks.
  needs="crossaccount brings a Node.js that needs glibc 2.28 or newer and this system has"
  [ -e "$loader" ] || refuse "$needs none, musl perhaps: $remedy"
  libc=$(system getconf GNU_LIBC_VERSION)
  case $libc in
  "glibc 2."[0-9] | "glibc 2.1"[0-9] | "glibc 2.2"[0-7]) refuse "$needs $libc: $remedy" ;;
  esac
  [ -x "$node" ] || refuse "crossaccount may not execute bin/$folder/node in its app folder: give the file its x-bit back, or install the package anew."
}

node=$CROSSACCOUNT_NODE
if [ -n "$node" ]; then
  command -v "$node" >/dev/null 2>&1 || refuse "crossaccount cannot run the program that CROSSACCOUNT_NODE names: $remedy"
else
  find_bundled
  [ -n "$node" ] || node=$(command -v node) ||
    refuse "crossaccount needs Node.js 20 or newer and found none for this machine, neither in the package nor on the PATH: install it, or $remedy"
fi

# Nothing of a row is needed when it is answered, so that 4 MB for what is new do as well as the 16 of Node.js.
exec "$node" --max-semi-space-size=4 "$here/crossaccount.js"
