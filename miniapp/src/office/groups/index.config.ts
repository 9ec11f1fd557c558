export default definePageConfig({ navigationBarTitleText: '组和片区' })
