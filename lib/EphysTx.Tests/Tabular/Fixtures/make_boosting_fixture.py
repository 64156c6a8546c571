"""Makes boosting.json: probabilities of scikit-learn's HistGradientBoostingClassifier.

Run: /usr/bin/python3 make_boosting_fixture.py   (made with scikit-learn 1.2.1, numpy 1.24.2)
"""
import json
import pathlib

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier


def case(name, seed, rows, columns, classes, missing, **settings):
    random = np.random.default_rng(seed)
    labels = np.concatenate([np.repeat(np.arange(classes), 5), random.integers(0, classes, rows + 40 - 5 * classes) ** 2 // classes])
    centres = random.normal(0, 1, (classes, columns))
    features = np.round(centres[labels] + random.normal(0, 1.2, (rows + 40, columns)), 4)
    features[:, 0] = np.round(features[:, 0])
    holes = random.uniform(size=features.shape) < missing
    holes[:, 1] = False
    holes[:, 2] |= (labels == 1) & (random.uniform(size=len(labels)) < 4 * missing)
    features[holes] = np.nan
    test = features[rows:].copy()
    test[:6, 1] = np.nan
    model = HistGradientBoostingClassifier(early_stopping=False, **settings).fit(features[:rows], labels[:rows])
    none = lambda table: [[None if np.isnan(v) else v for v in row] for row in table]
    return {
        "name": name, "settings": settings, "classes": classes,
        "features": none(features[:rows]), "labels": labels[:rows].tolist(), "test": none(test),
        "probabilities": np.round(model.predict_proba(test), 12).tolist(),
    }


cases = [
    case("defaults", 1, 350, 5, 4, 0.05),
    case("two classes, no missing", 2, 300, 4, 2, 0, max_iter=50),
    case("few bins, small leaves, L2", 3, 350, 5, 3, 0.05, max_bins=20, min_samples_leaf=5, l2_regularization=1.0, max_leaf_nodes=8, learning_rate=0.2),
    case("depth limit, balanced", 4, 300, 5, 3, 0.1, max_depth=3, class_weight="balanced", max_iter=60),
]
path = pathlib.Path(__file__).with_name("boosting.json")
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
print(path.stat().st_size)
