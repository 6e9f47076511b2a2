/** A proxy before a Kubernetes API that lets requests meet with what a busy or broken server does to them. */
@NullMarked
package io.slotwise.embedded.kube.proxy;

import org.jspecify.annotations.NullMarked;
