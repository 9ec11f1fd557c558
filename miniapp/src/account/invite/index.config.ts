export default definePageConfig({ navigationBarTitleText: '用登录单登录' })
