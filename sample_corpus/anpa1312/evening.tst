n0412-----
r f BC-Wheat-Harvest 1stLd-Writethru   08-09 0121
^BC-Wheat Harvest, 1st Ld-Writethru,121<
^Wheat harvest around Thornmere the best in years<
^Eds: Updates with mills.<
^By MAUD ELLERY=
^Northlight News Agency=
	   THORNMERE (Northlight News Agency) _ Farmers around Thornmere have brought in more wheat than in any year since the flood. 
	   ``The mills grind day and night,'' said one of them. 
	   ___ 
	   The price of a loaf stays where it is. 

NL-TH-08-09-94 1423EST<



n0413-----
b s BC-Regatta   08-09 0030
^BC-Regatta,30<
^Thornmere eight wins the river regatta<
	   HOLLENBECK (Northlight News Agency) _ The Thornmere eight won the river regatta by a length. 
n0414-----
r w BC-Torn   08-09 0030
^BC-Torn,30<
^A line that br