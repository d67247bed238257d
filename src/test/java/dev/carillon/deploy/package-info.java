/**
 * Checks what an operator applies: the Helm chart, the plain manifests and the Dockerfile, without
 * a cluster and without a container engine.
 */
@NullMarked
package dev.carillon.deploy;

import org.jspecify.annotations.NullMarked;
