"""Makes tree.json: single trees of scikit-learn that have one right answer.

Run: /usr/bin/python3 make_tree_fixture.py   (made with scikit-learn 1.2.1, numpy 1.24.2)
Columns are tried in random order and equally good cuts are settled by that order, so a case is kept only when 40 random
states give the same probabilities (up to the rounding of weight sums). Values are multiples of 1/64, exact in single precision, which scikit-learn uses.
"""
import json
import pathlib

import numpy as np
from sklearn.tree import DecisionTreeClassifier

STATES = 40


def table(random, rows, columns, classes, grid):
    labels = np.concatenate([np.arange(classes), random.integers(0, classes, rows - classes)])
    centres = random.normal(0, 1, (classes, columns))
    values = centres[labels] + random.normal(0, 1, (rows, columns))
    return np.round(values * grid) / grid, labels


def case(name, seed, rows, columns, classes, grid, weighted, **settings):
    while True:
        random = np.random.default_rng(seed)
        features, labels = table(random, rows, columns, classes, grid)
        weights = random.uniform(0.2, 3, rows) if weighted else np.ones(rows)
        if weighted:
            weights[::17] = 0
        test = np.round(random.normal(0, 1.5, (60, columns)) * 64) / 64
        answers, importances = [], []
        for state in range(STATES):
            tree = DecisionTreeClassifier(random_state=state, **settings).fit(features, labels, sample_weight=weights)
            answers.append(np.vstack([tree.predict_proba(features), tree.predict_proba(test)]))
            importances.append(tree.feature_importances_)
        if all(np.allclose(answers[0], other, rtol=0, atol=1e-12) for other in answers):
            break
        seed += 1000
    return {
        "name": name,
        "settings": {key: value for key, value in settings.items() if value is not None},
        "classes": classes,
        "features": features.tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist() if weighted else None,
        "test": test.tolist(),
        "train_probabilities": answers[0][:rows].tolist(),
        "test_probabilities": answers[0][rows:].tolist(),
        "importance": importances[0].tolist(),
    }


cases = [
    case("depth limit", 1, 120, 5, 3, 64, False, max_depth=3),
    case("depth limit, weights", 2, 120, 5, 3, 64, True, max_depth=4),
    case("many ties within columns, weights", 3, 120, 4, 4, 2, True, max_depth=4),
    case("least leaf, weights", 4, 150, 6, 5, 64, True, min_samples_leaf=7),
    case("least split, balanced", 5, 150, 4, 3, 64, False, min_samples_split=40, class_weight="balanced"),
    case("one column to the end, weights", 6, 100, 1, 3, 64, True),
    case("one column to the end, balanced, weights", 7, 100, 1, 4, 8, True, class_weight="balanced"),
]
path = pathlib.Path(__file__).with_name("tree.json")
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
print(path.stat().st_size)
