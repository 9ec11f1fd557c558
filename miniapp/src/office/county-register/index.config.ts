export default definePageConfig({ navigationBarTitleText: '全区户籍册' })
