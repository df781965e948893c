package dev.latchkey.session.device;

import dev.latchkey.session.keys.Purpose;
import dev.latchkey.session.keys.SessionKeys;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The value of the device cookie: id, version and signature. One that was not made here names no device.
@Singleton
public final class DeviceCookies {
    private static final String VERSION = "1";
    private static final int PARTS = 3;

    private final SessionKeys keys;

    public DeviceCookies(SessionKeys keys) {
        this.keys = keys;
    }

    public String write(DeviceId device) {
        return device.publicId() + "." + VERSION + "." + keys.sign(Purpose.DEVICE, device.publicId(), VERSION);
    }

    public Optional<DeviceId> read(String cookie) {
        var parts = cookie.split("\\.", -1);
        return parts.length == PARTS
                        && parts[1].equals(VERSION)
                        && keys.isSigned(parts[2], Purpose.DEVICE, parts[0], parts[1])
                ? DeviceId.parse(parts[0])
                : Optional.empty();
    }
}
