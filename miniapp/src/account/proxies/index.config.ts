export default definePageConfig({ navigationBarTitleText: '代家人收消息' })
