import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@sallyport/source'] },
  ssr: { resolve: { conditions: ['@sallyport/source'] } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/fixed-seed.ts'],
    // No test is a measurement: a slow machine must not fail one. What never ends still does.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
