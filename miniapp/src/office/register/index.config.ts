export default definePageConfig({ navigationBarTitleText: '户籍册' })
