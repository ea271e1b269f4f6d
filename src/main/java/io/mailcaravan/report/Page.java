package io.mailcaravan.report;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a long list.
 *
 * @param rows may be fewer than were asked for, even where more follow
 * @param next the question for those that follow; empty at the end
 */
public record Page<T, Q>(List<T> rows, Optional<Q> next) {}
