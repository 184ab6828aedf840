import fc from 'fast-check';

/**
 * The same random cases in every run, so that a change that breaks nothing turns nothing red. `SALLYPORT_SEED=random` takes others each time,
 * a number those of that seed; `npm run prove` takes others too.
 */
const given = process.env['SALLYPORT_SEED'];
const isRandom = given === 'random' || process.env['SALLYPORT_PROVE'] !== undefined;
if (!isRandom) fc.configureGlobal({ seed: Number(given ?? 20_261_121) });
