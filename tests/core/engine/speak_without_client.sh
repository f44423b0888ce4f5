#!/usr/bin/env bash
# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Speaks core/engine/PROTOCOL.md with the engine given as the first argument, with nothing but a
# shell: what a front in any other language would do.

set -euo pipefail
engine=$1

fail()
{
    printf '%s\n' "$*" >&2
    exit 1
}

coproc ENGINE { exec "$engine"; }
process=$ENGINE_PID
# Own descriptors: bash forgets the coprocess's when it ends, answers that are not read yet included.
exec {answers}<&"${ENGINE[0]}" {questions}>&"${ENGINE[1]}"
say() { printf '%s\n' "$1" >&"$questions"; }
# answer ID: reads up to the answer to ID and leaves it in `line`.
answer()
{
    while IFS= read -r -t 30 line <&"$answers"; do
        [[ $line != *"\"id\":$1,"* || $line == *'"method"'* ]] || return 0
    done
    fail "There is no answer to $1."
}
expect() { [[ $line == *"$1"* ]] || fail "Expected $1 in: $line"; }

say '{"jsonrpc": "2.0", "id": 1, "method": "engine/benchmark"}'
answer 1; expect '"code":-32002'
say '{"jsonrpc": "2.0", "id": 2, "method": "engine/initialize", "params": {"protocol": 999}}'
answer 2; expect '"code":-32001'; expect '"protocol":1'
say '{"jsonrpc": "2.0", "id": 3, "method": "engine/initialize", "params": {"protocol": 1, "threads": 1}}'
answer 3; expect '"protocol":1'; expect '"threads":1'; expect '"supernet/score"'
say 'this is no JSON'
answer null; expect '"code":-32700'
say '{"jsonrpc": "2.0", "id": 4, "method": "no/such"}'
answer 4; expect '"code":-32601'
say '{"jsonrpc": "2.0", "id": 5, "method": "supernet/score", "params": {"pairs": 7}}'
answer 5; expect '"code":-32602'
say '{"jsonrpc": "2.0", "id": 6, "method": "engine/benchmark", "params": {"repetitions": 1}}'
answer 6; expect '"gflops":'
say '{"jsonrpc": "2.0", "id": 7, "method": "engine/benchmark", "params": {"repetitions": 1000000}}'
say '{"jsonrpc": "2.0", "id": 8, "method": "engine/ping"}'
answer 8; expect '"result":{}'
say '{"jsonrpc": "2.0", "method": "$/cancel", "params": {"id": 7}}'
answer 7; expect '"code":6'
say '{"jsonrpc": "2.0", "id": 9, "method": "shutdown"}'
answer 9; expect '"result":{}'
wait "$process" || fail "The engine ended with status $?."
