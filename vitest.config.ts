import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@sallyport/source'] },
  ssr: { resolve: { conditions: ['@sallyport/source'] } },
  test: { include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'] },
});
