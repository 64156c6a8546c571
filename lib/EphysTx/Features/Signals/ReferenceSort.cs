namespace EphysTx.Features.Signals;

/// <summary>
/// Sorts as the reference's quicksort does: equal keys keep their order up to 16 elements, and beyond that they end up where
/// the partition steps leave them. The choice between equal amplitudes depends on it. Source: spec IPFX §6, tie rule.
/// </summary>
public static class ReferenceSort
{
    private const int InsertionLimit = 15;

    /// <summary>Indices that put the keys in ascending order.</summary>
    public static int[] Indices(ReadOnlySpan<double> keys)
    {
        int[] order = new int[keys.Length];
        for (int k = 0; k < order.Length; k++)
        {
            order[k] = k;
        }

        Stack<(int Left, int Right)> pending = new();
        int left = 0;
        int right = order.Length - 1;
        while (true)
        {
            while (right - left > InsertionLimit)
            {
                int middle = Partition(keys, order, left, right);
                if (middle - left < right - middle)
                {
                    pending.Push((middle + 1, right));
                    right = middle - 1;
                }
                else
                {
                    pending.Push((left, middle - 1));
                    left = middle + 1;
                }
            }

            Insertion(keys, order, left, right);
            if (!pending.TryPop(out (int Left, int Right) next))
            {
                return order;
            }

            (left, right) = next;
        }
    }

    private static int Partition(ReadOnlySpan<double> keys, int[] order, int left, int right)
    {
        int middle = left + ((right - left) / 2);
        Order(keys, order, middle, left);
        Order(keys, order, right, middle);
        Order(keys, order, middle, left);
        double pivot = keys[order[middle]];
        int i = left;
        int j = right - 1;
        (order[middle], order[j]) = (order[j], order[middle]);
        while (true)
        {
            do
            {
                i++;
            }
            while (keys[order[i]] < pivot);
            do
            {
                j--;
            }
            while (pivot < keys[order[j]]);
            if (i >= j)
            {
                break;
            }

            (order[i], order[j]) = (order[j], order[i]);
        }

        (order[i], order[right - 1]) = (order[right - 1], order[i]);
        return i;
    }

    private static void Order(ReadOnlySpan<double> keys, int[] order, int a, int b)
    {
        if (keys[order[a]] < keys[order[b]])
        {
            (order[a], order[b]) = (order[b], order[a]);
        }
    }

    private static void Insertion(ReadOnlySpan<double> keys, int[] order, int left, int right)
    {
        for (int k = left + 1; k <= right; k++)
        {
            int index = order[k];
            int place = k;
            while (place > left && keys[index] < keys[order[place - 1]])
            {
                order[place] = order[place - 1];
                place--;
            }

            order[place] = index;
        }
    }
}
