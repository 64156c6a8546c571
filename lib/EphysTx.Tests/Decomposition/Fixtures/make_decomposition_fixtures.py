"""Makes pca.json and tsne.json from random tables.

Run: /usr/bin/python3 make_decomposition_fixtures.py   (made with scikit-learn 1.2.1, numpy 1.24.2)
"""
import json
import pathlib

import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, _t_sne

FOLDER = pathlib.Path(__file__).parent


def write(name, content):
    (FOLDER / name).write_text(json.dumps(content) + "\n")


def pca_case(name, seed, rows, columns, components):
    random = np.random.default_rng(seed)
    scale = 3.0 ** -np.arange(columns)
    table = 50 + (random.normal(0, 1, (rows, columns)) * scale) @ random.normal(0, 1, (columns, columns))
    model = PCA(components, svd_solver="full").fit(table)
    return {
        "name": name, "table": table.tolist(), "mean": model.mean_.tolist(), "components": model.components_.tolist(),
        "variance": model.explained_variance_.tolist(), "ratio": model.explained_variance_ratio_.tolist(),
        "singular": model.singular_values_.tolist(), "scores": model.transform(table).tolist(),
    }


def tsne_case():
    random = np.random.default_rng(3)
    centres = random.normal(0, 4, (3, 4))
    table = centres[np.arange(42) % 3] + random.normal(0, 1, (42, 4))
    start = random.normal(0, 1, (42, 2))
    distances = squareform(pdist(table, "sqeuclidean"))
    joint = _t_sne._joint_probabilities(distances, 8.0, 0)
    divergence, gradient = _t_sne._kl_divergence(start.ravel(), joint, 1, 42, 2)
    # Both phases, with steps small enough that rounding does not grow to another minimum.
    model = TSNE(2, perplexity=8, learning_rate=0.5, early_exaggeration=2.0, init=start, method="exact", n_iter=400).fit(table)
    return {
        "table": table.tolist(), "points": start.tolist(), "perplexity": 8, "joint": squareform(joint).tolist(),
        "divergence": divergence, "gradient": gradient.reshape(42, 2).tolist(),
        "end": model.embedding_.tolist(),
    }


write("pca.json", [pca_case("tall", 1, 30, 7, 4), pca_case("wide", 2, 6, 15, 5)])
write("tsne.json", tsne_case())
