export default definePageConfig({ navigationBarTitleText: '导入户籍册' })
