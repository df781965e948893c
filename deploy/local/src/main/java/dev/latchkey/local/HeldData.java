package dev.latchkey.local;

import dev.latchkey.embedded.DataFolder;
import dev.latchkey.embedded.DataFolder.Opening;
import java.io.IOException;
import java.nio.file.Path;

/// Takes the data folder for this process, or says in one line why it cannot.
final class HeldData {
    private HeldData() {}

    static DataFolder hold(Path path) throws IOException, LauncherException {
        return switch (DataFolder.open(path)) {
            case Opening.Opened(var folder) -> folder;
            case Opening.InUse(var real, var holder) ->
                throw new LauncherException("a stack is already running on "
                        + real
                        + holder.map(process -> " (process " + process.pid() + ")")
                                .orElse("")
                        + "; stop it with: latchkey down");
            case Opening.Foreign(var foreign) ->
                throw new LauncherException(foreign + " holds other things than Latchkey's data; it was left alone");
        };
    }
}
