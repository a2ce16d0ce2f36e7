#!/bin/sh
# Started by splunkd for "| crossaccount": runs the bundle beside this file on Node.js 20 or newer.
# CROSSACCOUNT_NODE (in splunk-launch.conf, say) names the program; without it the "node" on the PATH is taken.

# Standard output is the search-command protocol and standard error is search.log, so a refusal is a getinfo reply whose
# message splunkd shows in the search bar. The text is plain ASCII without quotes: its length in bytes is its length.
refuse() {
  reply="{\"type\":\"stateful\",\"finished\":true,\"inspector\":{\"messages\":[[\"ERROR\",\"$1\"]]}}"
  printf 'chunked 1.0,%d,0\n%s' "${#reply}" "$reply"
  exit 1
}

case $0 in
*/*) here=${0%/*} ;;
*) here=. ;;
esac

node=${CROSSACCOUNT_NODE:-node}
if ! command -v "$node" >/dev/null 2>&1; then
  if [ -n "$CROSSACCOUNT_NODE" ]; then
    refuse "crossaccount cannot run the program that CROSSACCOUNT_NODE names: set it in splunk-launch.conf to the path of Node.js 20 or newer and restart Splunk."
  fi
  refuse "crossaccount needs Node.js 20 or newer and found none on the PATH: install it, or set CROSSACCOUNT_NODE in splunk-launch.conf to its path, and restart Splunk."
fi

# Splunk sets both for its own libraries and programs; Node.js must see neither.
unset LD_LIBRARY_PATH NODE_OPTIONS

# Nothing of a row is needed when it is answered, so that 4 MB for what is new do as well as the 16 of Node.js.
exec "$node" --max-semi-space-size=4 "$here/crossaccount.js"
