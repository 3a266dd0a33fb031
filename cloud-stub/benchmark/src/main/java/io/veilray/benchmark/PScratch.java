package io.veilray.benchmark;

final class PScratch {
    public static void main(String[] a) throws Exception {
        long t = System.nanoTime();
        var f = new PackingSection().measure();
        System.out.println(f.markdown());
        System.out.println((System.nanoTime() - t) / 1e9 + " s");
    }
}
