"""What decides where the work goes another way?"""
