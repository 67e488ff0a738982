# Sourced by ./mvnw and ./cli: points JAVA_HOME at a JDK of the release this project needs, or newer.
# Looks at JAVA_HOME, then PATH, then where JDKs usually live on Linux and macOS. POSIX sh.
need=25

# Prints the feature release of the JDK in $1 ("25"), or 0 when there is no whole JDK there.
jdk_release() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || { echo 0; return; }
  v=""
  [ -r "$1/release" ] && v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
  [ -n "$v" ] || v=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  echo "${v:-0}"
}

# Takes the JDK in $1 when it is new enough.
try_jdk() {
  [ "$(jdk_release "$1")" -ge "$need" ] 2>/dev/null || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

java_in_path() {
  j=$(command -v java 2>/dev/null) || return 1
  # Follow links by hand: readlink -f is missing on older macOS.
  while [ -L "$j" ]; do
    t=$(readlink "$j")
    case $t in /*) j=$t ;; *) j=$(dirname "$j")/$t ;; esac
  done
  dirname "$(dirname "$j")"
}

find_jdk() {
  [ -n "${JAVA_HOME-}" ] && try_jdk "$JAVA_HOME" && return 0
  home=$(java_in_path) && try_jdk "$home" && return 0
  [ -x /usr/libexec/java_home ] && home=$(/usr/libexec/java_home -v "$need+" 2>/dev/null) && try_jdk "$home" && return 0
  for home in \
    /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.jenv/versions/* "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -d "$home" ] && try_jdk "$home" && return 0
  done
  echo "mail-mcp needs JDK $need or newer and found none: install one (https://adoptium.net) or set JAVA_HOME to it." >&2
  return 1
}

find_jdk || exit 1
