package dev.latchkey.session.list;

import dev.latchkey.events.DeviceRenamed;
import dev.latchkey.kit.outbox.Outbox;
import dev.latchkey.session.browser.Client;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.device.DeviceLabel;
import dev.latchkey.session.device.Devices;
import dev.latchkey.session.live.LiveSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/// Calls a device something else, for the one person who asks.
@ApplicationScoped
public class Renaming {
    private final Devices devices;
    private final Outbox outbox;
    private final Clock clock;

    Renaming(Devices devices, Outbox outbox, Clock clock) {
        this.devices = devices;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Answers false when it is no device of the person's.
    @WithTransaction
    public Uni<Boolean> rename(LiveSession session, DeviceId device, DeviceLabel label, Client client) {
        return devices.lock(device, session.person())
                .chain(before -> before.isEmpty()
                        ? Uni.createFrom().item(false)
                        : devices.rename(device, session.person(), label)
                                .chain(() -> outbox.add(new DeviceRenamed(
                                        device.publicId(),
                                        session.person().publicId(),
                                        before.get(),
                                        label.text(),
                                        session.act(
                                                client.origin(), clock.instant().truncatedTo(ChronoUnit.MICROS)))))
                                .replaceWith(true));
    }
}
