export default definePageConfig({ navigationBarTitleText: '您的个人信息' })
