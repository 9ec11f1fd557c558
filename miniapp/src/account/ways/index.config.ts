export default definePageConfig({ navigationBarTitleText: '账号和资料' })
