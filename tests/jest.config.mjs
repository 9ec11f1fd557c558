// One Jest configuration for every layer; tests/README.md says what each layer may fake.
export default {
  rootDir: '..',
  roots: ['<rootDir>/tests', '<rootDir>/server/src', '<rootDir>/shared/src', '<rootDir>/miniapp/src'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.tsx?$': [
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
  moduleNameMapper: { '\\.(scss|css|png|svg)$': '<rootDir>/tests/support/style-stub.js' },
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  reporters: ['default', '<rootDir>/tests/support/totals-reporter.mjs'],
  maxWorkers: 2,
  testTimeout: 20_000,
}
