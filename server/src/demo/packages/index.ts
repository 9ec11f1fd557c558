export {
  type DemoEnterprise,
  type DemoPayment,
  type DemoRegisteredEnterprise,
  demoEnterprises,
  demoPayments,
  demoRegister,
} from './enterprises'
export { demoPolicies } from './policies'
export type { DemoPolicy } from './policy.schema'
