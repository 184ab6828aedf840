import fc from 'fast-check';

/**
 * The same random cases in every run, so that a change that breaks nothing turns nothing red. `SALLYPORT_SEED=random` takes others each time,
 * a number those of that seed, which `npm run prove` chooses.
 */
const given = process.env['SALLYPORT_SEED'];
if (given !== 'random') fc.configureGlobal({ seed: Number(given ?? 20_261_121) });
