"""Times scikit-learn's HistGradientBoostingClassifier on a table, once per line read from stdin, and tests it on given folds.

Usage: boosting_sklearn.py TABLE.csv
TABLE.csv: no header; features, the class, the fold; an empty cell is missing. Threads: OMP_NUM_THREADS, else all cores.
A line "fit" is answered by one line of JSON with the seconds of a fit on all rows, a line "score" by the macro-F1 of the pooled
test predictions of the folds.
"""
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score

table = np.genfromtxt(sys.argv[1], delimiter=",")
features, labels, folds = table[:, :-2], table[:, -2].astype(int), table[:, -1].astype(int)
print(json.dumps({"version": sklearn.__version__}), flush=True)
for line in sys.stdin:
    model = HistGradientBoostingClassifier(early_stopping=False)
    if line.strip() == "fit":
        start = time.perf_counter()
        model.fit(features, labels)
        print(json.dumps({"value": time.perf_counter() - start}), flush=True)
    else:
        predicted = np.zeros(len(labels), dtype=int)
        for fold in np.unique(folds):
            train = folds != fold
            predicted[~train] = model.fit(features[train], labels[train]).predict(features[~train])
        print(json.dumps({"value": f1_score(labels, predicted, average="macro")}), flush=True)
