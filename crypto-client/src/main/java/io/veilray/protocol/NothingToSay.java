package io.veilray.protocol;

import io.veilray.share.Conversation;

/** The conversation of a mode that has none. */
enum NothingToSay implements Conversation {
    INSTANCE;

    @Override
    public boolean finished() {
        return true;
    }

    @Override
    public boolean speaks() {
        return false;
    }

    @Override
    public byte[] next() {
        throw new IllegalStateException("nothing is to be said");
    }

    @Override
    public int due() {
        throw new IllegalStateException("nothing is due");
    }

    @Override
    public void accept(byte[] message) {
        throw new IllegalStateException("nothing is due");
    }
}
