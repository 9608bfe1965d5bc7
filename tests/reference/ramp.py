"""How fast a line is after it has opened, and numbers that change on dates: for both models."""

GRAIN = 2**28  # moments are multiples of a minute / GRAIN: sums of them are exact, and a root is off by a fraction of a microsecond


def value_at(value, t):
    """A number, or the one of [(from, number)] that holds at t: before the first date the first."""
    if not isinstance(value, list):
        return value
    return ([number for start, number in value if start <= t] or [value[0][1]])[-1]


class Ramp:
    """Speed by the time since opening: linear between the points, constant before the first and after the last. No points: full speed."""

    def __init__(self, opens, points):
        self.points = [(opens + at, speed) for at, speed in points] or [(opens, 1)]

    def speed(self, t):
        before = [point for point in self.points if point[0] <= t]
        after = [point for point in self.points if point[0] > t]
        if not before or not after:
            return (before or after)[-1 if before else 0][1]
        (t0, v0), (t1, v1) = before[-1], after[0]
        return v0 + (v1 - v0) * (t - t0) / (t1 - t0)

    def corners(self):
        return [at for at, _ in self.points]

    def work(self, t, then):
        """Done between two moments. Requires: no corner in between."""
        return (then - t) * (self.speed(t) + self.speed(then)) / 2

    def moment(self, t, work):
        """When so much is done, if the speed goes on changing as it does; 0: never so."""
        v = self.speed(t)
        after = [at for at in self.corners() if at > t]
        slope = (self.speed(after[0]) - v) / (after[0] - t) if after else 0
        if slope == 0:
            return grained(t + work / v) if v else 0
        under_root = v * v + 2 * slope * work
        return grained(t + 2 * work / (v + under_root**0.5)) if under_root > 0 else 0


def grained(t):
    return round(t * GRAIN) / GRAIN
