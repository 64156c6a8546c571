"""Makes linear.json: probabilities of scikit-learn's shrinkage LDA and logistic regression.

Run: /usr/bin/python3 make_linear_fixture.py   (made with scikit-learn 1.2.1, numpy 1.24.2)
Features are standardised and missing values filled with the median, in this order, both fitted on the training rows.
The solver is newton-cg because lbfgs stops by the change of the loss, up to 8e-5 away in probability, whatever its tol.
"""
import json
import pathlib

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def table(random, rows, columns, classes, missing):
    shares = np.arange(1, classes + 1) / np.arange(1, classes + 1).sum()
    labels = np.concatenate([np.repeat(np.arange(classes), 2), random.choice(classes, rows - 2 * classes, p=shares)])
    centres = random.normal(0, 0.7, (classes, columns))
    mixing = random.normal(0, 1, (columns, columns)) / np.sqrt(columns)
    values = centres[labels] + random.normal(0, 1, (rows, columns)) @ mixing
    values = values * 10.0 ** random.integers(-3, 4, columns) + random.normal(0, 1, columns)
    values[random.uniform(size=values.shape) < missing] = np.nan
    return values, labels


def case(seed, rows, columns, classes, missing):
    random = np.random.default_rng(seed)
    features, labels = table(random, rows + 30, columns, classes, missing)
    order = random.permutation(len(labels))
    order = np.concatenate([np.sort(order[order < rows]), order[order >= rows]])
    features, labels = features[order], labels[order]
    models = {
        "lda empirical": LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto"),
        "lda uniform": LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto", priors=[1 / classes] * classes),
    }
    for c in (0.05, 1.0):
        for weight in (None, "balanced"):
            models[f"logistic {c} {'balanced' if weight else 'none'}"] = LogisticRegression(
                C=c, class_weight=weight, solver="newton-cg", tol=1e-11, max_iter=100000)
    answers = {}
    for name, model in models.items():
        fitted = make_pipeline(StandardScaler(), SimpleImputer(strategy="median"), model).fit(features[:rows], labels[:rows])
        answers[name] = np.round(fitted.predict_proba(features[rows:]), 14).tolist()
    return {
        "classes": classes,
        "features": [[None if np.isnan(v) else v for v in row] for row in features[:rows]],
        "labels": labels[:rows].tolist(),
        "test": [[None if np.isnan(v) else v for v in row] for row in features[rows:]],
        "probabilities": answers,
    }


cases = [case(1, 90, 6, 3, 0.05), case(2, 60, 20, 4, 0), case(3, 70, 5, 2, 0.1)]
path = pathlib.Path(__file__).with_name("linear.json")
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
print(path.stat().st_size)
