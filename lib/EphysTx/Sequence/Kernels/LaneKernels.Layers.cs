namespace EphysTx.Sequence;

internal sealed unsafe partial class LaneKernels<T, TVector, TOps, TTail>
{
    public override void LstmForward(T* gates, T* previous, T* state, T* stateTanh, T* output, int hidden)
    {
        int vectors = hidden - (hidden % TOps.Count);
        Part<TVector, TOps>(0, vectors);
        Part<T, TTail>(vectors, hidden);

        void Part<V, O>(int start, int end)
            where O : ILaneOps<V, T>
        {
            V one = O.Broadcast(T.One);
            V zero = O.Broadcast(T.Zero);
            for (int j = start; j < end; j += O.Count)
            {
                T* gate = gates + j;
                V i = O.Divide(one, O.Add(one, O.Exp(O.Subtract(zero, O.Load(gate)))));
                V f = O.Divide(one, O.Add(one, O.Exp(O.Subtract(zero, O.Load(gate + hidden)))));
                V g = O.Tanh(O.Load(gate + (2 * hidden)));
                V o = O.Divide(one, O.Add(one, O.Exp(O.Subtract(zero, O.Load(gate + (3 * hidden))))));
                V c = O.Multiply(i, g);
                if (previous != null)
                {
                    c = O.MultiplyAdd(f, O.Load(previous + j), c);
                }

                V tanh = O.Tanh(c);
                O.Store(gate, i);
                O.Store(gate + hidden, f);
                O.Store(gate + (2 * hidden), g);
                O.Store(gate + (3 * hidden), o);
                O.Store(state + j, c);
                O.Store(stateTanh + j, tanh);
                O.Store(output + j, O.Multiply(o, tanh));
            }
        }
    }

    public override void LstmBackward(T* gates, T* dOutput, T* dState, T* previous, T* stateTanh, int hidden)
    {
        int vectors = hidden - (hidden % TOps.Count);
        Part<TVector, TOps>(0, vectors);
        Part<T, TTail>(vectors, hidden);

        void Part<V, O>(int start, int end)
            where O : ILaneOps<V, T>
        {
            V one = O.Broadcast(T.One);
            V zero = O.Broadcast(T.Zero);
            for (int j = start; j < end; j += O.Count)
            {
                T* gate = gates + j;
                V i = O.Load(gate);
                V f = O.Load(gate + hidden);
                V g = O.Load(gate + (2 * hidden));
                V o = O.Load(gate + (3 * hidden));
                V tanh = O.Load(stateTanh + j);
                V dh = O.Load(dOutput + j);
                V dc = O.MultiplyAdd(O.Multiply(dh, o), O.Subtract(one, O.Multiply(tanh, tanh)), O.Load(dState + j));
                V before = previous == null ? zero : O.Load(previous + j);
                O.Store(gate, O.Multiply(O.Multiply(dc, g), O.Multiply(i, O.Subtract(one, i))));
                O.Store(gate + hidden, O.Multiply(O.Multiply(dc, before), O.Multiply(f, O.Subtract(one, f))));
                O.Store(gate + (2 * hidden), O.Multiply(O.Multiply(dc, i), O.Subtract(one, O.Multiply(g, g))));
                O.Store(gate + (3 * hidden), O.Multiply(O.Multiply(dh, tanh), O.Multiply(o, O.Subtract(one, o))));
                O.Store(dState + j, O.Multiply(dc, f));
            }
        }
    }

    public override void UnfoldNorm(T* gradient, T* weight, T biasGradient, T* scale, T* offset, T* dScale, T* dOffset, int count)
    {
        int vectors = count - (count % TOps.Count);
        Part<TVector, TOps>(0, vectors);
        Part<T, TTail>(vectors, count);

        void Part<V, O>(int start, int end)
            where O : ILaneOps<V, T>
        {
            V bias = O.Broadcast(biasGradient);
            for (int j = start; j < end; j += O.Count)
            {
                V w = O.Load(weight + j);
                V g = O.Load(gradient + j);
                O.Store(dScale + j, O.MultiplyAdd(w, g, O.Load(dScale + j)));
                O.Store(dOffset + j, O.MultiplyAdd(w, bias, O.Load(dOffset + j)));
                O.Store(gradient + j, O.MultiplyAdd(O.Load(scale + j), g, O.Multiply(O.Load(offset + j), bias)));
            }
        }
    }

    public override void AdamW(T* value, T* gradient, T* first, T* second, int count, in AdamWStep<T> step)
    {
        AdamWStep<T> s = step;
        int vectors = count - (count % TOps.Count);
        Part<TVector, TOps>(0, vectors);
        Part<T, TTail>(vectors, count);

        void Part<V, O>(int start, int end)
            where O : ILaneOps<V, T>
        {
            V factor = O.Broadcast(s.GradientFactor);
            V keep = O.Broadcast(s.Keep);
            V beta1 = O.Broadcast(s.Beta1);
            V beta2 = O.Broadcast(s.Beta2);
            V rest1 = O.Broadcast(T.One - s.Beta1);
            V rest2 = O.Broadcast(T.One - s.Beta2);
            V size = O.Broadcast(s.StepSize);
            V root = O.Broadcast(s.SecondRoot);
            V epsilon = O.Broadcast(s.Epsilon);
            for (int j = start; j < end; j += O.Count)
            {
                V g = O.Multiply(O.Load(gradient + j), factor);
                V m = O.MultiplyAdd(O.Load(first + j), beta1, O.Multiply(g, rest1));
                V v = O.MultiplyAdd(O.Load(second + j), beta2, O.Multiply(O.Multiply(g, g), rest2));
                V denominator = O.Add(O.Divide(O.Sqrt(v), root), epsilon);
                V p = O.Multiply(O.Load(value + j), keep);
                O.Store(first + j, m);
                O.Store(second + j, v);
                O.Store(value + j, O.Subtract(p, O.Multiply(size, O.Divide(m, denominator))));
            }
        }
    }
}
