package dev.latchkey.local;

import java.nio.file.Path;
import java.util.List;

/// What is printed when the stack is up: the address, and commands that work as pasted into any POSIX shell. They read
/// the tokens from the stack file, so that no secret stays on the screen.
final class Welcome {
    private Welcome() {}

    static List<String> lines(String url, Path stackFile) {
        return """

                Latchkey is up at %1$s
                Facts for scripts: %2$s

                Try it: mint, verify, be refused, revoke, and see the use. Paste this as it is:

                F=%3$s U=%1$s
                fact() { sed -n "s/^ *\\"$1\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p" "$F"; }
                member() { sed "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/"; }
                call() { curl -sS -H "Authorization: Bearer $1" -H 'Content-Type: application/json' "$U$2" ${3:+-d "$3"}; echo; }
                OWNER=$(fact owner_token) VERIFIER=$(fact verifier_token)
                NEW=$(call "$OWNER" /v1/tokens '{"org":"acme","kind":"personal","name":"try","access":"read","resource":"apps/web","ttl":"P1D"}')
                ID=$(printf '%%s' "$NEW" | member id) TOKEN=$(printf '%%s' "$NEW" | member token)
                echo "minted $ID"
                ask() { call "$VERIFIER" /v1/verify '{"token":"'"$TOKEN"'","request":{"org":"acme","resource":"apps/web/deploys","access":"'"$1"'","method":"GET","ip":"203.0.113.7","user_agent":"curl/8.5"},"discharges":[]}'; }
                ask read
                ask write
                call "$OWNER" "/v1/tokens/$ID/revoke" '{}'
                ask read
                sleep 2; call "$OWNER" "/v1/usage/tokens/$ID"
                """.formatted(url, stackFile, quoted(stackFile)).lines().toList();
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
