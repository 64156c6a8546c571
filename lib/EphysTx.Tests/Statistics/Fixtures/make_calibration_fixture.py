"""Reference numbers for calibration: isotonic regression, calibration curve, temperature, log loss and Brier score.

    python3 make_calibration_fixture.py    writes calibration.json beside this script

Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-learn 1.2.1 from synthetic data.
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import log_loss

random = np.random.default_rng(3)
n, classes = 120, 3
logits = random.normal(size=(n, classes)) * 3
probabilities = softmax(logits, axis=1)
truth = np.array([random.choice(classes, p=p) for p in softmax(logits / 2, axis=1)])

fit = minimize_scalar(
    lambda t: -log_softmax(np.log(probabilities) / t, axis=1)[np.arange(n), truth].sum(), bounds=(0.05, 20), method="bounded", options={"xatol": 1e-12})
hits = (truth == 1).astype(float)
true, mean = calibration_curve(hits, probabilities[:, 1], n_bins=10, strategy="uniform")
x = np.round(probabilities[:, 1], 2)
isotonic = IsotonicRegression(out_of_bounds="clip").fit(x, hits)
at = np.linspace(-0.1, 1.1, 61)

json.dump({
    "probabilities": probabilities.ravel().tolist(), "truth": truth.tolist(), "classes": classes,
    "temperature": fit.x, "log_loss": log_loss(truth, softmax(np.log(probabilities) / fit.x, axis=1)),
    "calibration_true": true.tolist(), "calibration_mean": mean.tolist(),
    "isotonic_x": x.tolist(), "isotonic_at": at.tolist(), "isotonic_value": isotonic.predict(at).tolist(),
}, open(Path(__file__).with_name("calibration.json"), "w"))
