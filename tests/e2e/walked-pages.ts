/** Pages that a walk of their own looks at: with axe and in every text size, on a phone and on a desk. */
export const walkedPages = [
  // ten-questions.test.ts
  { path: 'reading/check/index' },
  // account-ways.test.ts
  { path: 'account/ways/index' },
  { path: 'account/leave/index' },
  { path: 'account/phone/index' },
  // old-notices.test.ts
  { path: 'cadre/old/index' },
  { path: 'cadre/checkup/index' },
  // posts.test.ts
  { path: 'office/posts/index' },
  { path: 'office/turnover/index' },
  // setup.test.ts
  { path: 'office/setup/index' },
  { path: 'office/invites/index' },
  { path: 'account/invite/index' },
  // appeals.test.ts
  { path: 'policies/appeal/index' },
  { path: 'policies/appeals/index' },
  { path: 'policy-office/appeals/index' },
  { path: 'policy-office/payments/index' },
  // policy-office.test.ts
  { path: 'policy-office/desk/index' },
  { path: 'policy-office/edit/index' },
  { path: 'policy-office/policy/index' },
  // policies.test.ts
  { path: 'pages/policies/index' },
  { path: 'policies/list/index' },
  { path: 'policies/package/index' },
  { path: 'policies/ask/index' },
  { path: 'policies/policy/index' },
  // firms.test.ts
  { path: 'policies/profile/index' },
  { path: 'policies/firms/index' },
  { path: 'policies/household/index' },
  { path: 'office/enterprises/index' },
  // word-checks.test.ts
  { path: 'office/word-checks/index' },
]
