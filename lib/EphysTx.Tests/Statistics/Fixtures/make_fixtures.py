"""Reference numbers for the tests of lib/EphysTx/Statistics, made with numpy, scipy and scikit-learn from synthetic data.

    python3 make_fixtures.py                    writes statistics.json beside this script
    python3 make_fixtures.py --splits TABLE.csv prints how evenly scikit-learn's StratifiedGroupKFold(5) splits a table
                                                with columns subclass and donor_id (the bounds in DonorSplitTests)

Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-learn 1.2.1, mpmath 1.2.1.
Student's t comes from mpmath with 40 digits: scipy 1.10's quantile is right to about 1e-10 only.
"""

import json
import sys
import warnings
from pathlib import Path

import mpmath
import numpy as np
from scipy import special, stats
from sklearn import metrics
from sklearn.impute import SimpleImputer
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import StandardScaler


def nullable(values):
    """NaN and infinities are no JSON; None stands for NaN."""
    return [None if np.isnan(v) else float(v) for v in np.ravel(values)]


mpmath.mp.dps = 40


def t_two_sided(x, df):
    x, df = mpmath.mpf(x), mpmath.mpf(df)
    return mpmath.betainc(df / 2, mpmath.mpf(1) / 2, 0, df / (df + x * x), regularized=True)


def t_cdf(x, df):
    return t_two_sided(x, df) / 2 if x < 0 else 1 - t_two_sided(x, df) / 2


def t_quantile(q, df):
    """Refines scipy's quantile until its probability is right to 30 digits."""
    if q == 0.5:
        return 0.0
    return float(mpmath.findroot(lambda x: t_cdf(x, df) / mpmath.mpf(q) - 1, mpmath.mpf(stats.t.ppf(q, df)), tol=1e-50))


def distributions():
    t = [(x, df) for df in (1, 2, 3.5, 9, 49, 99, 1e4, 1e7) for x in (-40.0, -7.5, -2.0, -0.3, -1e-6, 0.0, 1e-3, 0.8, 1.96, 6.0, 30.0)]
    p = (1e-8, 1e-3, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999)
    z = (-37.0, -12.0, -5.0, -1.96, -0.1, 0.0, 1e-8, 0.5, 1.0, 2.5, 7.0)
    return {
        "t_cdf": [[x, df, float(t_cdf(x, df))] for x, df in t],
        "t_two_sided": [[x, df, float(t_two_sided(x, df))] for x, df in t],
        "t_quantile": [[q, df, t_quantile(q, df)] for df in (1, 2, 9, 49, 1e4) for q in p],
        "normal_cdf": [[x, special.ndtr(x)] for x in z],
        "normal_quantile": [[q, special.ndtri(q)] for q in p],
        "log_gamma": [[x, special.gammaln(x)] for x in (0.01, 0.5, 1.0, 1.5, 2.0, 7.3, 15.9, 16.0, 100.5, 1e6)],
    }


def classification_case(name, rng, cells, classes, absent_truth=(), absent_predicted=()):
    allowed = [c for c in range(classes) if c not in absent_truth]
    truth = rng.choice(allowed, cells)
    scores = rng.normal(size=(cells, classes)) + 1.2 * np.eye(classes)[truth]
    scores[:, list(absent_predicted)] = -30
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    if name == "certain":
        probabilities = np.round(probabilities)
        probabilities[probabilities.sum(axis=1) != 1] = np.eye(classes)[0]
    predicted = probabilities.argmax(axis=1)
    labels = list(range(classes))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        precision, recall, f1, support = metrics.precision_recall_fscore_support(truth, predicted, labels=labels, zero_division=0)
        return {
            "name": name,
            "classes": classes,
            "truth": truth.tolist(),
            "predicted": predicted.tolist(),
            "probabilities": probabilities.ravel().tolist(),
            "confusion": metrics.confusion_matrix(truth, predicted, labels=labels).ravel().tolist(),
            "accuracy": metrics.accuracy_score(truth, predicted),
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "f1": f1.tolist(),
            "support": support.tolist(),
            "macro_f1": metrics.f1_score(truth, predicted, labels=labels, average="macro", zero_division=0),
            "macro_f1_of_occurring": metrics.f1_score(truth, predicted, average="macro", zero_division=0),
            "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
            "log_loss": metrics.log_loss(truth, probabilities, labels=labels),
            "brier": float(np.mean(((probabilities - np.eye(classes)[truth]) ** 2).sum(axis=1))),
        }


def classification(rng):
    return [
        classification_case("five classes", rng, 120, 5),
        classification_case("four classes, one absent from truth", rng, 60, 4, absent_truth=(2,)),
        classification_case("four classes, one never predicted", rng, 60, 4, absent_predicted=(1,)),
        classification_case("five classes, one absent from both", rng, 50, 5, absent_truth=(4,), absent_predicted=(4,)),
        classification_case("certain", rng, 40, 3),
        classification_case("two classes", rng, 30, 2),
    ]


def preprocessing(rng):
    values = rng.normal(size=(40, 6)) * [1, 1e-3, 50, 1e-9, 1, 7] + [0, 5, -70, 3, 1e6, 0]
    values[rng.random(values.shape) < 0.2] = np.nan
    values[:, 5] = np.nan
    values[33:, 5] = 4.0  # measured in test rows only
    train = np.sort(rng.permutation(33)[:25])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scaler = StandardScaler().fit(values[train])
        # The paper's rule in place of scikit-learn's: a deviation below 1e-6 counts as 1.
        deviation = np.sqrt(scaler.var_)
        scaler.scale_ = np.where(deviation < 1e-6, 1.0, deviation)
        standardised = scaler.transform(values)
        imputer = SimpleImputer(strategy="median", keep_empty_features=True).fit(values[train])
    return {
        "rows": 40,
        "columns": 6,
        "values": nullable(values),
        "train": train.tolist(),
        "mean": nullable(scaler.mean_),
        "deviation": nullable(scaler.scale_),
        "standardised": nullable(standardised),
        "median": nullable(imputer.statistics_),
        "imputed_seen_columns": nullable(imputer.transform(values)[:, :5]),
    }


def bootstrap(rng):
    """Interval ends from a given bootstrap distribution and jackknife, by the formulas of Efron and Tibshirani (1993, 14.3)."""
    cases = []
    for offset, ties in ((0.0, False), (0.4, False), (-0.2, True)):
        resampled = rng.gamma(3, 1, 501) + offset
        left_out = rng.gamma(2, 1, 30)
        if ties:
            resampled = np.round(resampled, 1)
        estimate = float(np.round(2.6, 1))
        tail = np.array([0.05, 0.95])
        shift = special.ndtri(stats.percentileofscore(resampled, estimate, kind="mean") / 100)
        d = left_out.mean() - left_out
        acceleration = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
        z = shift + special.ndtri(tail)
        cases.append({
            "estimate": estimate,
            "resampled": resampled.tolist(),
            "left_out": left_out.tolist(),
            "level": 0.9,
            "percentile": np.quantile(resampled, tail).tolist(),
            "bca": np.quantile(resampled, special.ndtr(shift + z / (1 - acceleration * z))).tolist(),
        })
    return cases


def corrected_t(rng):
    """Nadeau and Bengio (2003), equation 8; with ratio 0 it must be scipy's ttest_rel."""
    cases = []
    for count, ratio, gain in ((50, 0.25, 0.01), (100, 1 / 9, 0.004), (10, 0.25, -0.02), (10, 0.0, 0.01), (2, 1.0, 0.1)):
        first = 0.85 + gain + 0.02 * rng.normal(size=count)
        second = 0.85 + 0.02 * rng.normal(size=count)
        d = first - second
        error = np.sqrt((1 / count + ratio) * d.var(ddof=1))
        t = d.mean() / error
        p = float(t_two_sided(t, count - 1))
        if ratio == 0:
            reference = stats.ttest_rel(first, second)
            assert np.isclose(reference.statistic, t) and np.isclose(reference.pvalue, p)
        half = t_quantile(0.975, count - 1) * error
        cases.append({
            "first": first.tolist(), "second": second.tolist(), "ratio": ratio, "mean": d.mean(), "sd": d.std(ddof=1),
            "error": error, "t": t, "p": p, "lower": d.mean() - half, "upper": d.mean() + half,
        })
    return cases


def unevenness(labels, folds):
    """Standard deviation over folds of the share of a class, averaged over classes: what StratifiedGroupKFold minimises."""
    counts = np.array([np.bincount(labels[test], minlength=labels.max() + 1) for test in folds])
    return float(np.mean(np.std(counts / np.bincount(labels), axis=0))), int(np.abs(counts - np.bincount(labels) / len(folds)).max())


def measure_splits(path):
    import pandas

    table = pandas.read_csv(path, dtype={"donor_id": str})
    labels = pandas.factorize(table["subclass"], sort=True)[0]
    fixed = StratifiedGroupKFold(5).split(labels, labels, table["donor_id"])
    print("no shuffle: unevenness %.6f, largest deviation of a count %d cells" % unevenness(labels, [test for _, test in fixed]))
    for title, rename in (("shuffle=True", False), ("no shuffle, donors renamed at random", True)):
        found = []
        for seed in range(20):
            donors = table["donor_id"].to_numpy()
            if rename:
                names = np.unique(donors)
                order = np.random.default_rng(seed).permutation(len(names))
                donors = order[np.searchsorted(names, donors)]
                splitter = StratifiedGroupKFold(5)
            else:
                splitter = StratifiedGroupKFold(5, shuffle=True, random_state=seed)
            found.append(unevenness(labels, [test for _, test in splitter.split(labels, labels, donors)]))
        values = [u for u, _ in found]
        print("%s, 20 seeds: unevenness least %.6f, median %.6f, most %.6f; largest deviation %d to %d cells" % (
            title, min(values), np.median(values), max(values), min(d for _, d in found), max(d for _, d in found)))


def main():
    if sys.argv[1:2] == ["--splits"]:
        measure_splits(sys.argv[2])
        return
    rng = np.random.default_rng(20030523)
    fixture = {
        "distributions": distributions(),
        "classification": classification(rng),
        "preprocessing": preprocessing(rng),
        "bootstrap": bootstrap(rng),
        "corrected_t": corrected_t(rng),
    }
    text = json.dumps(fixture, indent=0, allow_nan=False)
    Path(__file__).with_name("statistics.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
