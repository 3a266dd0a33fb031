package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import java.util.Optional;

/**
 * Whom a job turned to.
 *
 * @param identity who the server proved to be, once it has
 * @param model the model's card as the server gave it, once it has
 */
public record Contact(CloudTarget target, Optional<TlsIdentity> identity, Optional<ModelInfo> model) {
    static Contact sought(CloudTarget target) {
        return new Contact(target, Optional.empty(), Optional.empty());
    }

    static Contact made(LiveCloud cloud) {
        return new Contact(cloud.target(), cloud.link().identity(), Optional.empty());
    }

    Contact with(ModelInfo card) {
        return new Contact(target, identity, Optional.of(card));
    }
}
