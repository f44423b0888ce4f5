# SPDX-FileCopyrightText: the Auspex authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Sourced by run, test and check: installs what is missing, configures and builds a preset. Quiet
# and quick when nothing is left to do. Output of the tools goes to build/*.log.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

fail()
{
    printf '%s: %s\n' "packaging/$(basename "$0")" "$*" >&2
    exit 1
}

make_build_folder()
{
    mkdir -p build 2>/dev/null || true
    [ -w build ] \
        || fail "The folder $root/build cannot be written; give it to this account or remove it."
}

# watched TITLE LOG COMMAND...: runs the command with its output in the log, and shows the title once
# it has taken a second; on a terminal the line follows the log.
watched()
{
    local title=$1 log=$2
    shift 2
    follow "$title" "$log" &
    local follower=$! status=0
    "$@" >"$log" 2>&1 </dev/null || status=$?
    kill "$follower" 2>/dev/null || true
    wait "$follower" 2>/dev/null || true
    [ ! -t 1 ] || printf '\r\033[K'
    return "$status"
}

follow()
{
    local title=$1 log=$2 line
    # Its sleep may outlive it, and must not hold on to a pipe that somebody reads.
    sleep 1 >/dev/null 2>&1
    [ -t 1 ] || printf '%s (details in %s)\n' "$title" "$log"
    while [ -t 1 ] && kill -0 $$ 2>/dev/null; do
        line="$title: $(tail -n 1 "$log" 2>/dev/null | tr -d '\000-\037')"
        printf '\r\033[K%s' "${line:0:$(($(tput cols 2>/dev/null || echo 80) - 1))}"
        sleep 0.3 >/dev/null 2>&1
    done
}

# explain LOG SENTENCE: what the log says of the failure, then the sentence, on standard error.
explain()
{
    if grep -q '^CMake Error' "$1"; then
        sed -n '/^CMake Error/,/^-- /p' "$1" | head -n 40 >&2
    elif grep -q '^FAILED: ' "$1"; then
        sed -n '/^FAILED: /,/^\[/p' "$1" | grep -v '^\[' | cut -c -500 | head -n 40 >&2
    else
        tail -n 25 "$1" >&2
    fi
    fail "$2 The whole log is in $1."
}

# packages GROUP...: the names of the groups, one a line, each with its mark if it has one.
packages()
{
    awk -v wanted=" $* " '
        /^#/ || NF == 0 { next }
        /^\[/ { gsub(/[][]/, ""); inside = index(wanted, " " $1 " "); next }
        inside && !seen[$1]++' packaging/packages.txt
}

# known NAME: whether the distribution has such a package to install, as far as its lists are here.
known()
{
    [[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]
}

no_lists()
{
    ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null
}

# install_packages GROUP...: sees to it that the packages of the groups are installed.
install_packages()
{
    if ! command -v dpkg-query apt-get >/dev/null; then
        printf 'Packages are installed by this script on Debian and Ubuntu only; going on with what is here. Needed are, by their names there: %s.\n' \
            "$(packages "$@" | awk '{ printf "%s%s", separator, $1; separator = ", " }')" >&2
        return
    fi
    local -A marks=()
    local name mark installed missing=() needed=()
    while read -r name mark; do
        marks[$name]=$mark
    done < <(packages "$@")
    # dpkg-query fails when it does not know one of the names, yet it lists the others.
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${!marks[@]}" 2>/dev/null || true)
    installed=" $(sed -n 's/^installed //p' <<<"$installed" | tr '\n' ' ')"
    while read -r name mark; do
        [[ $installed != *" $name "* ]] || continue
        missing+=("$name")
        case $mark in
        +) ;;
        '?') if no_lists || known "$name"; then needed+=("$name"); fi ;;
        *) needed+=("$name") ;;
        esac
    done < <(packages "$@")
    [ ${#needed[@]} -gt 0 ] || return 0

    make_build_folder
    local as_root=() log=build/packages.log
    get_rights "${needed[@]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
        apt-get -y -o DPkg::Lock::Timeout=600)
    watched "Updating the lists of packages" $log "${apt[@]}" update \
        || printf 'The lists of packages cannot be updated (see %s); going on without.\n' $log >&2
    local wanted=() unknown=()
    for name in "${missing[@]}"; do
        if known "$name"; then
            wanted+=("$name")
        elif [ -z "${marks[$name]}" ]; then
            unknown+=("$name")
        fi
    done
    [ ${#unknown[@]} -eq 0 ] \
        || fail "$(distribution) offers no package ${unknown[*]}; Auspex needs Debian 12 or newer, or a current Ubuntu with its component universe, and a network connection the first time."
    printf 'Installing what Auspex needs and this system lacks%s: %s.\n' \
        "$(cost_of "${wanted[@]}")" "${wanted[*]}"
    watched "Installing packages" $log "${apt[@]}" install --no-install-recommends "${wanted[@]}" \
        || explain $log "The packages could not be installed; check the network connection and the free space, then try again."
}

# get_rights PACKAGE...: sets as_root to what must stand before apt-get, or ends with a sentence.
get_rights()
{
    [ "$(id -u)" != 0 ] || return 0
    local by_hand="As root run: apt-get update && apt-get install --no-install-recommends $*"
    command -v sudo >/dev/null \
        || fail "Packages are missing, and this account may not install them (it is not root and there is no sudo). $by_hand"
    as_root=(sudo)
    ! sudo -n true 2>/dev/null || return 0
    if [ -t 0 ]; then
        printf 'Auspex needs packages that this system lacks: %s. Installing them takes your password.\n' "$*"
        ! sudo -v || return 0
    fi
    fail "Packages are missing, and sudo does not let this account install them. $by_hand"
}

distribution()
{
    local PRETTY_NAME="This system"
    # shellcheck source=/dev/null
    [ ! -r /etc/os-release ] || . /etc/os-release
    printf '%s' "$PRETTY_NAME"
}

# cost_of NAME...: " (43.1 MB to download, 208 MB on the disk)", or nothing where apt does not say.
cost_of()
{
    LC_ALL=C apt-get -o Debug::NoLocking=1 --assume-no --no-install-recommends install "$@" 2>/dev/null \
        | sed -nE 's/^Need to get ([^/]*\/)?([0-9.,]+ .?B) of archives.*/ (\2 to download, /p
                   s/^After this operation, ([0-9.,]+ .?B) of additional.*/\1 on the disk)/p' \
        | tr -d '\n' || true
}

# build PRESET: configures the preset where that has not been done, and builds it.
build()
{
    local folder=build/$1 jobs memory
    configure "$1"
    # A compiler takes up to 0.7 GB on the largest files.
    jobs=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 700000) + 1 }' /proc/meminfo)
    [ "${memory:-$jobs}" -ge "$jobs" ] || jobs=$memory
    watched "Building in $folder" "$folder/build.log" cmake --build "$folder" --parallel "$jobs" \
        || explain "$folder/build.log" "The build failed."
}

# configure PRESET: sets its build folder up, where that has not been done since the presets changed.
configure()
{
    local folder=build/$1 stamp=build/$1/.configured fresh=()
    make_build_folder
    mkdir -p "$folder"
    # Ninja repeats the configuration when a CMake file changes, but does not look at the presets.
    if grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        [ ! -e "$stamp" ] || [ CMakePresets.json -nt "$stamp" ] || return 0
    else
        fresh=(--fresh) # not configured yet, or the whole tree has moved
    fi
    watched "Configuring $folder" "$folder/configure.log" cmake --preset "$1" "${fresh[@]}" \
        || explain "$folder/configure.log" "CMake could not configure the preset $1; a library may be missing or too old (see packaging/packages.txt)."
    touch "$stamp"
}
