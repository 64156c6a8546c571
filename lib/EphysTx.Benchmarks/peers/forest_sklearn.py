"""Times scikit-learn's random forest on a table, once per line read from stdin.

Usage: forest_sklearn.py TABLE.csv TREES JOBS
TABLE.csv: no header; features, then the class as an integer; an empty cell is missing.
Each line on stdin is a seed; the answer is one line of JSON with the seconds of fit and predict (imputation included)
and the training accuracy of the model. A process that stays alive is timed without its start and its imports.
"""
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer

table = np.genfromtxt(sys.argv[1], delimiter=",")
features, labels = table[:, :-1], table[:, -1].astype(int)
print(json.dumps({"version": sklearn.__version__}), flush=True)
for line in sys.stdin:
    model = RandomForestClassifier(
        int(sys.argv[2]), class_weight="balanced", max_features="sqrt", n_jobs=int(sys.argv[3]), random_state=int(line))
    start = time.perf_counter()
    imputer = SimpleImputer(strategy="median").fit(features)
    model.fit(imputer.transform(features), labels)
    fitted = time.perf_counter()
    probabilities = model.predict_proba(imputer.transform(features))
    end = time.perf_counter()
    accuracy = float(np.mean(probabilities.argmax(axis=1) == labels))
    print(json.dumps({"fit": fitted - start, "predict": end - fitted, "accuracy": accuracy}), flush=True)
