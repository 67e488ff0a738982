package dev.mailmcp.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks another JVM how much it has allocated, all threads together; virtual threads count with their carriers. */
final class HeapMeter implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;

    private HeapMeter(JMXConnector connector, ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    @SuppressWarnings(
            "BanJNDI") // The address is what the JVM just told us of itself: a child of ours, on this machine.
    static HeapMeter of(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            return new HeapMeter(
                    connector,
                    ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            ThreadMXBean.class));
        } finally {
            machine.detach();
        }
    }

    /** In bytes, since the JVM started. */
    long allocated() {
        return threads.getTotalThreadAllocatedBytes();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
