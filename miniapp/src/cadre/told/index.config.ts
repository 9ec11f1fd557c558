export default definePageConfig({ navigationBarTitleText: '告知当事人' })
