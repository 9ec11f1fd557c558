// One Jest configuration for every layer; tests/README.md says what each layer may fake.
export default {
  rootDir: '..',
  roots: [
    '<rootDir>/tests',
    '<rootDir>/server/src',
    '<rootDir>/server/embedded-db/src',
    '<rootDir>/shared/src',
    '<rootDir>/miniapp/src',
  ],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testEnvironment: '<rootDir>/tests/support/realm/environment.cjs',
  runtime: '<rootDir>/tests/support/realm/runtime.cjs',
  injectGlobals: false,
  transform: {
    '^.+\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true, dynamicImport: true },
          target: 'es2022',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: {
    '\\.(scss|css|png|svg)$': '<rootDir>/tests/support/style-stub.js',
    // ES modules only; the global setup bundles them once to CommonJS, which Jest loads fast.
    '^oauth4webapi$': '<rootDir>/node_modules/.cache/hutang/oauth4webapi.cjs',
    '^typebox$': '<rootDir>/node_modules/.cache/hutang/typebox.cjs',
    '^typebox/value$': '<rootDir>/node_modules/.cache/hutang/typebox-value.cjs',
    '^hucre/xlsx$': '<rootDir>/node_modules/.cache/hutang/hucre-xlsx.cjs',
  },
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
  testSequencer: '<rootDir>/tests/support/longest-first.cjs',
  reporters: ['default', '<rootDir>/tests/support/totals-reporter.mjs'],
  maxWorkers: 2,
  // What earlier files leave behind makes the later ones slow: a worker that holds more begins again.
  workerIdleMemoryLimit: '1GB',
  // Patient, for machines that have much else to do.
  testTimeout: process.env.HUTANG_LONG ? 600_000 : 60_000,
}
